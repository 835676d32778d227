/** Tables of plain text, and numbers as people read them. */
package io.retort.runtime.report.text;
