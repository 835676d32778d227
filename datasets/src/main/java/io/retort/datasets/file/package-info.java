/** Files that data are read from, and what is said where they cannot be. */
package io.retort.datasets.file;
