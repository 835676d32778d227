package io.retort.teachers.trees.xgboost;

import com.google.auto.service.AutoService;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.XGBoostTeacherSettings;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.trees.TreeModel;
import io.retort.teachers.trees.TreeTeacher;
import io.retort.teachers.trees.TreeTeacherProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Loads the teacher {@code xgboost}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class XGBoostTeacherProvider extends TreeTeacherProvider<XGBoostTeacherSettings> {

  @Override
  public String name() {
    return "xgboost";
  }

  @Override
  public Class<XGBoostTeacherSettings> configuration() {
    return XGBoostTeacherSettings.class;
  }

  @Override
  protected TreeTeacher.Format format(Optional<Integer> rounds) {
    return (content, file) -> read(content, rounds, file);
  }

  /** Reads a file, both of whose formats begin with a brace. */
  static TreeModel read(byte[] content, Optional<Integer> rounds, Path file)
      throws DamagedModelException {
    if (content.length < 2 || content[0] != '{') {
      throw new DamagedModelException(
          "it is not a model of XGBoost in JSON or UBJSON, the formats of save_model with a name"
              + " that ends in .json or .ubj");
    }
    if (content[1] != '"' && content[1] > ' ') {
      return BoosterReader.read(new UbjsonModelValues(content), rounds, file);
    }
    try (JsonModelValues values = new JsonModelValues(content)) {
      return BoosterReader.read(values, rounds, file);
    } catch (IOException malformed) {
      throw JsonModelValues.noJson(malformed);
    }
  }
}
