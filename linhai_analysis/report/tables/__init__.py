"""Tables in people's words: text only, with headings in the language of the reader."""
