/** Tokenizers that need no file: they split texts into words and hash them. */
package io.retort.tokenizers;
