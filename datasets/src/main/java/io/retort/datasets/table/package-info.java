/** What is in the columns of a table: settings that data sets of all formats of tables share. */
package io.retort.datasets.table;
