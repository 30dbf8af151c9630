/**
 * One line of progress. It goes to stderr: stdout belongs to the program, whose last line may be JSON.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`sonny: ${line}\n`);
}
