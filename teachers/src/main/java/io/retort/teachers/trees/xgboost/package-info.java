/**
 * Reads models of XGBoost. A file is a tree of objects and arrays, in JSON ({@code JsonValues}) or
 * UBJSON ({@code UbjsonValues}); {@code BoosterReader} takes from it what predictions depend on.
 */
package io.retort.teachers.trees.xgboost;
