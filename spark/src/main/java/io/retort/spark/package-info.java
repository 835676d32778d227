/**
 * Retort on Spark: students that predict DataFrames, and teachers that label them.
 *
 * <p>The pieces: {@link io.retort.spark.StudentModel} is a saved student as a stage of a Spark ML
 * pipeline, and {@link io.retort.spark.RetortFunctions} registers one as a SQL function. Both ship
 * the files of the student to the executors, each of which loads them once. {@link
 * io.retort.spark.TeacherLabels} does so with a teacher, as {@link io.retort.spark.LabelJob}
 * describes it; {@link io.retort.spark.Label} and {@link io.retort.spark.Predict} are the programs.
 */
package io.retort.spark;
