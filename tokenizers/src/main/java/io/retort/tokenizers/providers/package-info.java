/** The providers of the tokenizers. */
package io.retort.tokenizers.providers;
