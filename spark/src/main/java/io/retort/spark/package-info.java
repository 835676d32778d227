/**
 * Retort on Spark: students that predict DataFrames.
 *
 * <p>The pieces: {@link io.retort.spark.StudentModel} is a saved student as a stage of a Spark ML
 * pipeline, and {@link io.retort.spark.RetortFunctions} registers one as a SQL function. Both ship
 * the files of the student to the executors, each of which loads them once.
 */
package io.retort.spark;
