/** What files are, as far as a listing tells. */
export const FILES = `
relation download(file: text) says "{file} is a download"
rule download: download(file)
  if listed(file, folder) and downloads(folder)
  says "{file} lies where downloads come to"

relation stays(path: text) says "{path} is kept where it is"
rule kept: stays(path) if keep(path) says "you said that {path} is to stay where it is"
rule kept-with-its-folder: stays(file)
  if listed(file, folder) and keep(folder)
  says "you said that {folder} is to stay as it is"

relation duplicate(file: text, other: text) says "{file} is a copy of {other}"
relation second-named(file: text) says "{file} is named after another of the same bytes"
rule named-after-same: second-named(file)
  if named-after(file, original) and file != original and file-sum(file, sum) and file-sum(original, sum)
  says "{file} has the same bytes as {original}, and is named after it"
rule same-bytes: duplicate(file, other)
  if file-sum(file, sum) and file-sum(other, sum)
  and file-changed(file, at) and file-changed(other, before) and at > before
  and not second-named(other) and not stays(file)
  says "{file} has the same bytes as {other}, and is the newer one"
rule same-bytes-and-time: duplicate(file, other)
  if file-sum(file, sum) and file-sum(other, sum)
  and file-changed(file, at) and file-changed(other, at) and file > other
  and not second-named(other) and not stays(file)
  says "{file} has the same bytes as {other}, and is as old"
rule same-bytes-named-after: duplicate(file, other)
  if second-named(file) and file-sum(file, sum) and file-sum(other, sum)
  and file != other and not second-named(other) and not stays(file)
  says "{file} has the same bytes as {other}, and is named after another"
rule both-named-after: duplicate(file, other)
  if second-named(file) and second-named(other) and file-sum(file, sum) and file-sum(other, sum)
  and file-changed(file, at) and file-changed(other, before) and at > before and not stays(file)
  says "{file} has the same bytes as {other}, both are named after others, and it is the newer one"
rule both-named-after-and-time: duplicate(file, other)
  if second-named(file) and second-named(other) and file-sum(file, sum) and file-sum(other, sum)
  and file-changed(file, at) and file-changed(other, at) and file > other and not stays(file)
  says "{file} has the same bytes as {other}, both are named after others, and it is as old"

relation stale(file: text) says "{file} is a stale download"
rule stale-download: stale(file)
  if download(file) and file-changed(file, at) and now - at > 90d and not stays(file)
  says "{file} came more than 90 days ago and is still among the downloads"

relation big(file: text, bytes: number) says "{file} is big"
rule big-file: big(file, bytes)
  if file-size(file, bytes) and bytes >= 500000000
  says "{file} has {bytes} bytes: half a gigabyte or more is big"

relation invoice(file: text) says "{file} is an invoice"
rule invoice-by-name: invoice(file)
  if file-name(file, name) and name contains "invoice" and file-ending(file, "pdf")
  says "{file} is a PDF with “invoice” in its name"
rule rechnung-by-name: invoice(file)
  if file-name(file, name) and name contains "rechnung" and file-ending(file, "pdf")
  says "{file} is a PDF with “rechnung”, an invoice, in its name"

relation new-invoice(file: text) says "{file} is an invoice that has arrived"
rule new-invoice: new-invoice(file)
  if download(file) and invoice(file) and file-changed(file, at) and now - at < 40d
  says "{file} is an invoice, and came in the last 40 days"

relation picture(file: text) says "{file} is a picture"
rule picture-jpg: picture(file) if file-ending(file, "jpg")
  says "{file} ends in .jpg"
rule picture-jpeg: picture(file) if file-ending(file, "jpeg")
  says "{file} ends in .jpeg"
rule picture-png: picture(file) if file-ending(file, "png")
  says "{file} ends in .png"

relation pictures-piled(folder: text, pictures: number) says "{pictures} pictures pile up in {folder}"
rule pictures-pile-up: pictures-piled(folder, pictures)
  if downloads(folder) and pictures = count of file where { listed(file, folder) and picture(file) } and pictures >= 5
  says "{folder} holds {pictures} pictures"
`;
