/** The data sets and file formats that ship with Retort. */
package io.retort.datasets;
