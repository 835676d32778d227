/**
 * Teachers from files of tree models that other libraries have written. A file is data of unknown
 * origin, so none reaches a native library: a reader of its format checks it and makes a {@link
 * io.retort.teachers.trees.TreeModel}, whose {@link io.retort.teachers.trees.Tree}s are evaluated
 * here, in the arithmetic of that library. {@link io.retort.teachers.trees.FeatureColumns} brings
 * samples into the model's features, {@link io.retort.teachers.trees.HeadOutput} its sums into the
 * form of the data.
 */
package io.retort.teachers.trees;
