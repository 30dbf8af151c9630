/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export type Hash = (text: string) => string;
