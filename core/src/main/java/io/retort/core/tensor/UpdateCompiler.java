package io.retort.core.tensor;

import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes a class of an {@link UpdateProgram} whose only loop is what one would write by hand, which
 * the Java compiler turns into vector instructions. An interpreter of expressions would go through
 * memory once for each operation.
 */
final class UpdateCompiler implements ExpressionVisitor<Void> {
  private static final String NAME = "io/retort/core/tensor/CompiledUpdate";

  // The parameters of UpdateLoop.run, after `this`.
  private static final int VALUES = 1;
  private static final int STATE = 2;
  private static final int INPUTS = 3;
  private static final int SCALARS = 4;
  private static final int COUNT = 5;
  private static final int INDEX = 6;

  private final UpdateProgram program;
  private final MethodVisitor code;
  private final Map<Integer, Integer> stateArrays = new HashMap<>();
  private final Map<Integer, Integer> inputArrays = new HashMap<>();
  private final IdentityHashMap<Expression, Integer> results = new IdentityHashMap<>();
  private int locals = INDEX + 1;

  private UpdateCompiler(UpdateProgram program, MethodVisitor code) {
    this.program = program;
    this.code = code;
  }

  static UpdateLoop compile(UpdateProgram program) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        NAME,
        null,
        Type.getInternalName(Object.class),
        new String[] {Type.getInternalName(UpdateLoop.class)});
    constructor(writer.visitMethod(0, "<init>", "()V", null, null));
    MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", "([F[[F[[F[FI)V", null, null);
    new UpdateCompiler(program, run).run();
    writer.visitEnd();
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup().defineHiddenClass(writer.toByteArray(), true);
      return (UpdateLoop) hidden.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("A class of a program was refused", impossible);
    }
  }

  private static void constructor(MethodVisitor code) {
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, Type.getInternalName(Object.class), "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void run() {
    code.visitCode();
    List<Expression> expressions = program.expressions();
    prepare(expressions);
    Label begin = new Label();
    Label end = new Label();
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, INDEX);
    code.visitLabel(begin);
    code.visitVarInsn(Opcodes.ILOAD, INDEX);
    code.visitVarInsn(Opcodes.ILOAD, COUNT);
    code.visitJumpInsn(Opcodes.IF_ICMPGE, end);
    for (Expression each : expressions) {
      if (!results.containsKey(each)) {
        compute(each);
      }
    }
    // All was read before anything is written.
    for (int i = 0; i < program.state().size(); i++) {
      store(stateArrays.get(i), program.state().get(i));
    }
    store(VALUES, program.value());
    code.visitIincInsn(INDEX, 1);
    code.visitJumpInsn(Opcodes.GOTO, begin);
    code.visitLabel(end);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Keeps in local variables what is the same in all rounds of the loop. */
  private void prepare(List<Expression> expressions) {
    for (int i = 0; i < program.state().size(); i++) {
      stateArrays.put(i, array(STATE, i));
    }
    for (int i = 0; i < program.inputs(); i++) {
      inputArrays.put(i, array(INPUTS, i));
    }
    for (Expression each : expressions) {
      if (each instanceof Expression.Scalar || each instanceof Expression.Constant) {
        compute(each);
      }
    }
  }

  private int array(int arrays, int index) {
    code.visitVarInsn(Opcodes.ALOAD, arrays);
    code.visitLdcInsn(index);
    code.visitInsn(Opcodes.AALOAD);
    code.visitVarInsn(Opcodes.ASTORE, locals);
    return locals++;
  }

  /** Keeps the value of an expression, whose parts have been computed, in a local variable. */
  private void compute(Expression expression) {
    expression.accept(this);
    results.put(expression, locals);
    code.visitVarInsn(Opcodes.FSTORE, locals++);
  }

  @Override
  public Void value(Expression.Value value) {
    load(VALUES);
    return null;
  }

  @Override
  public Void state(Expression.State state) {
    load(stateArrays.get(state.index()));
    return null;
  }

  @Override
  public Void input(Expression.Input input) {
    load(inputArrays.get(input.index()));
    return null;
  }

  @Override
  public Void scalar(Expression.Scalar scalar) {
    code.visitVarInsn(Opcodes.ALOAD, SCALARS);
    code.visitLdcInsn(program.scalars().indexOf(scalar.name()));
    code.visitInsn(Opcodes.FALOAD);
    return null;
  }

  @Override
  public Void constant(Expression.Constant constant) {
    code.visitLdcInsn(constant.value());
    return null;
  }

  @Override
  public Void unary(Expression.Unary unary) {
    result(unary.of());
    apply(unary.function());
    return null;
  }

  @Override
  public Void binary(Expression.Binary binary) {
    result(binary.left());
    result(binary.right());
    apply(binary.function());
    return null;
  }

  @Override
  public Void where(Expression.Where where) {
    Label otherwise = new Label();
    Label end = new Label();
    result(where.condition());
    code.visitInsn(Opcodes.FCONST_0);
    // This comparison puts what is not a number below 0.
    code.visitInsn(Opcodes.FCMPL);
    code.visitJumpInsn(Opcodes.IFLE, otherwise);
    result(where.then());
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(otherwise);
    result(where.otherwise());
    code.visitLabel(end);
    return null;
  }

  @Override
  public Void ofRow(Expression.OfRow row) {
    throw ofRows(row);
  }

  @Override
  public Void trueClass(Expression.TrueClass trueClass) {
    throw ofRows(trueClass);
  }

  @Override
  public Void rowLength(Expression.RowLength length) {
    throw ofRows(length);
  }

  /** What no {@link UpdateProgram} is made of. */
  private static IllegalStateException ofRows(Expression expression) {
    return new IllegalStateException("An update has no rows: " + expression);
  }

  private void apply(UnaryFunction function) {
    switch (function) {
      case SQUARE_ROOT -> inDouble("sqrt");
      case ABSOLUTE -> math("abs", "(F)F");
      case SIGN -> math("signum", "(F)F");
      case NEGATIVE -> code.visitInsn(Opcodes.FNEG);
      case EXPONENTIAL -> inDouble("exp");
      case LOGARITHM -> inDouble("log");
      case LOGARITHM_OF_ONE_PLUS -> inDouble("log1p");
    }
  }

  private void inDouble(String method) {
    code.visitInsn(Opcodes.F2D);
    math(method, "(D)D");
    code.visitInsn(Opcodes.D2F);
  }

  private void apply(BinaryFunction function) {
    switch (function) {
      case SUM -> code.visitInsn(Opcodes.FADD);
      case DIFFERENCE -> code.visitInsn(Opcodes.FSUB);
      case PRODUCT -> code.visitInsn(Opcodes.FMUL);
      case QUOTIENT -> code.visitInsn(Opcodes.FDIV);
      case MAXIMUM -> math("max", "(FF)F");
      case MINIMUM -> math("min", "(FF)F");
    }
  }

  private void math(String method, String descriptor) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, Type.getInternalName(Math.class), method, descriptor, false);
  }

  private void load(int array) {
    code.visitVarInsn(Opcodes.ALOAD, array);
    code.visitVarInsn(Opcodes.ILOAD, INDEX);
    code.visitInsn(Opcodes.FALOAD);
  }

  private void result(Expression expression) {
    code.visitVarInsn(Opcodes.FLOAD, results.get(expression));
  }

  private void store(int array, Expression expression) {
    code.visitVarInsn(Opcodes.ALOAD, array);
    code.visitVarInsn(Opcodes.ILOAD, INDEX);
    result(expression);
    code.visitInsn(Opcodes.FASTORE);
  }
}
