/** Measurements that are run by hand; see {@code benchmarks/README.md}. */
package io.retort.benchmarks;
