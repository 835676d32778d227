/**
 * XGBoost for Java, which Tribuo's gradient-boosted trees are made of. Its own jar has no name that
 * the module system accepts.
 */
module ml.dmlc.xgboost4j {
  requires transitive com.esotericsoftware.kryo;
  requires io.retort.core;
  requires org.apache.commons.logging;

  exports ml.dmlc.xgboost4j;
  exports ml.dmlc.xgboost4j.java;
  exports ml.dmlc.xgboost4j.java.util;
}
