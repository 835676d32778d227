/** The configurations of the exporters that write code, or models of search engines. */
package io.retort.exporters;
