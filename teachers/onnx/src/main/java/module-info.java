import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.onnx.model.OnnxTeacherProvider;

/** Teachers from ONNX files, run by ONNX Runtime. */
module io.retort.teachers.onnx {
  requires com.fasterxml.jackson.core;
  requires com.google.protobuf;
  requires com.microsoft.onnxruntime;
  requires transitive io.retort.core;
  requires org.tribuo.util.onnx;
  requires static com.google.auto.service;

  exports io.retort.teachers.onnx;

  provides TeacherProvider with
      OnnxTeacherProvider;
}
