/**
 * Reads models of LightGBM in its text format: {@code ModelText} takes it apart, {@code
 * LightGBMModelReader} makes a model of it.
 */
package io.retort.teachers.trees.lightgbm;
