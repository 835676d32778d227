/** Pages about runs, sweeps and comparisons of runs, made of plain data. */
package io.retort.runtime.report;
