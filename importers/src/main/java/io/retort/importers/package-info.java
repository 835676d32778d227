/**
 * Importers: {@code retort} reads the folder of a saved network, {@code keras} an HDF5 file of
 * Keras. This package holds their configurations.
 *
 * <p>The HDF5 file is read by jHDF, in Java, and its layers are translated here. Deeplearning4j has
 * an import of its own, but it reads the file with a native library, which no damaged or malicious
 * file should reach, has no GRU, does not know the configurations that Keras 3 writes, and would
 * tie the import to that library's platforms.
 */
package io.retort.importers;
