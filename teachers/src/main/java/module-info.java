/**
 * The teachers that ship with Retort: networks, trained in the run or saved by an earlier one;
 * outputs that were recorded beforehand; trees, forests, boosted trees and support vector machines
 * through Tribuo; models of XGBoost and LightGBM; several teachers as one.
 */
module io.retort.teachers {
  requires transitive io.retort.core;
  requires de.siegmar.fastcsv;
  requires com.fasterxml.jackson.core;
  requires com.google.protobuf;
  requires com.oracle.labs.mlrg.olcut;
  requires com.oracle.labs.mlrg.olcut.config.protobuf;
  requires java.logging;
  requires libsvm;
  requires ml.dmlc.xgboost4j;
  requires org.tribuo.classification.core;
  requires org.tribuo.classification.dtree;
  requires org.tribuo.classification.libsvm;
  requires org.tribuo.classification.xgboost;
  requires org.tribuo.common.libsvm;
  requires org.tribuo.common.tree;
  requires org.tribuo.common.xgboost;
  requires org.tribuo.core;
  requires org.tribuo.math;
  requires org.tribuo.regression.core;
  requires org.tribuo.regression.libsvm;
  requires org.tribuo.regression.rtree;
  requires org.tribuo.regression.xgboost;
  requires static com.google.auto.service;

  exports io.retort.teachers;

  provides io.retort.core.teacher.TeacherProvider with
      io.retort.teachers.providers.EmbeddingTeacherProvider,
      io.retort.teachers.providers.EnsembleProvider,
      io.retort.teachers.providers.LinearTeacherProvider,
      io.retort.teachers.providers.NetworkTeacherProvider,
      io.retort.teachers.providers.NoTeacherProvider,
      io.retort.teachers.providers.PerHeadProvider,
      io.retort.teachers.providers.SavedTeacherProvider,
      io.retort.teachers.providers.SourceTargetTeacherProvider,
      io.retort.teachers.recorded.RecordedTeacherProvider,
      io.retort.teachers.tribuo.DecisionTreeProvider,
      io.retort.teachers.tribuo.GradientBoostingProvider,
      io.retort.teachers.tribuo.RandomForestProvider,
      io.retort.teachers.tribuo.SvmProvider,
      io.retort.teachers.tribuo.TribuoProvider,
      io.retort.teachers.trees.lightgbm.LightGBMTeacherProvider,
      io.retort.teachers.trees.xgboost.XGBoostTeacherProvider;
}
