/**
 * Tables as data sets, wherever their rows come from.
 *
 * <p>A {@link io.retort.datasets.table.engine.TableSource} names the columns and gives the rows one
 * after the other; {@link io.retort.datasets.table.engine.TableSettings} say what the columns are;
 * {@link io.retort.datasets.table.engine.Tables} makes a data set of both. Rows are kept packed, in
 * memory or in a file, and encoded batch by batch as the rows say that the teacher is trained with.
 *
 * <p>Exported only to modules of Retort that read tables of other formats.
 */
package io.retort.datasets.table.engine;
