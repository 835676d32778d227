/**
 * Reads models of XGBoost. A file is a tree of objects and arrays, in JSON ({@code
 * JsonModelValues}) or UBJSON ({@code UbjsonModelValues}); {@code BoosterReader} takes from it what
 * predictions depend on.
 */
package io.retort.teachers.trees.xgboost;
