package io.retort.teachers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.PerHeadSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the teacher {@code per-head}: one for each head, made on data with that head alone. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class PerHeadProvider implements TeacherProvider<PerHeadSettings> {

  @Override
  public String name() {
    return "per-head";
  }

  @Override
  public Class<PerHeadSettings> configuration() {
    return PerHeadSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(PerHeadSettings settings, TeacherContext context) {
    List<String> heads = heads(settings, context);
    return MemberTeachers.preview(recipes(settings, heads), contexts(context))
        .map(known -> new PerHeadOutputs(byHead(heads, known)).all());
  }

  @Override
  public Teacher create(PerHeadSettings settings, TeacherContext context) {
    List<String> heads = heads(settings, context);
    List<Teacher> made = MemberTeachers.create(recipes(settings, heads), contexts(context));
    return new PerHeadTeacher(byHead(heads, made));
  }

  /** The heads of the data, all of which have a teacher. */
  private static List<String> heads(PerHeadSettings settings, TeacherContext context) {
    List<String> heads = context.data().heads().stream().map(Head::name).toList();
    if (!settings.heads().keySet().equals(Set.copyOf(heads))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "There are teachers for the heads "
              + settings.heads().keySet().stream().sorted().toList()
              + ", but the data has "
              + heads
              + "; give each of them one");
    }
    return heads;
  }

  private static Map<String, Recipe<Teacher>> recipes(
      PerHeadSettings settings, List<String> heads) {
    Map<String, Recipe<Teacher>> recipes = new LinkedHashMap<>();
    heads.forEach(head -> recipes.put(key(head), settings.heads().get(head)));
    return recipes;
  }

  private static Map<String, TeacherContext> contexts(TeacherContext context) {
    TrainingData all = context.data();
    Map<String, TeacherContext> contexts = new LinkedHashMap<>();
    for (Head head : all.heads()) {
      TrainingData own = all.with(List.of(head));
      contexts.put(key(head.name()), context.nested("head " + head.name(), own));
    }
    return contexts;
  }

  private static String key(String head) {
    return "heads." + head;
  }

  private static <T> Map<String, T> byHead(List<String> heads, List<T> members) {
    Map<String, T> byHead = new LinkedHashMap<>();
    for (int i = 0; i < heads.size(); i++) {
      byHead.put(heads.get(i), members.get(i));
    }
    return byHead;
  }
}
