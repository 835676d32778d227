package io.retort.teachers.tribuo.natives;

import io.retort.core.RetortException;
import io.retort.core.plugin.CacheFolder;
import io.retort.core.plugin.UnpackFolder;
import ml.dmlc.xgboost4j.java.Booster;

/** XGBoost's native library, which would otherwise be loaded at some first use, or fail there. */
public final class XGBoostLibrary {
  /** The class that loads the library as it is initialised, which only XGBoost itself may use. */
  private static final String BINDINGS = "ml.dmlc.xgboost4j.java.XGBoostJNI";

  private XGBoostLibrary() {}

  /**
   * Loads the library; costs nothing when that has been done before.
   *
   * @throws RetortException if it cannot be unpacked or loaded, with the folder and the fix
   */
  public static void load() {
    new UnpackFolder(CacheFolder.of("native")).load("XGBoost", XGBoostLibrary::initialise);
  }

  private static void initialise() {
    try {
      Class.forName(BINDINGS, true, Booster.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new AssertionError("XGBoost's jar is incomplete", impossible);
    }
  }
}
