/**
 * The data sets and file formats that ship with Retort.
 *
 * <p>Each is a record of its settings whose {@code load} reads the data (for tables, {@link
 * io.retort.datasets.CsvFiles} does), and a provider of the name by which a configuration asks for
 * it:
 *
 * <ul>
 *   <li>{@code digits}: 1,797 small handwritten digits, inside the jar;
 *   <li>{@code idx}: images and labels in the format of MNIST;
 *   <li>{@code fashion-mnist}: 70,000 images of clothes, from a folder or downloaded once;
 *   <li>{@code csv}: tables with numeric and categorical columns;
 *   <li>{@code labelled}: samples that a teacher has labelled;
 *   <li>{@code friedman}: a generated regression table with a known formula;
 *   <li>{@code synthetic}: generated samples of any shape, for trials and benchmarks, with one head
 *       or several;
 *   <li>{@code generalized-linear}: generated samples of a linear or a logistic function;
 *   <li>{@code source-target}: two data sets as one, whose samples a run keeps apart.
 * </ul>
 *
 * <p>All of them hold their samples in memory, have one head named {@code label} ({@code synthetic}
 * has those that it is told, a labelled file has those of its teacher, a source and a target those
 * of the two), and refuse wrong data with a {@link io.retort.core.RetortException} that names the
 * file, the place in it and the fix. Samples without labels are streamed: {@code csv} and {@code
 * idx} read them from a file.
 */
package io.retort.datasets;
