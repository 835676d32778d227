package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;

/** A primitive of oneDNN with its arguments. */
final class Primitive implements Operation {
  private final dnnl_primitive handle;
  private final dnnl_stream stream;
  private final dnnl_exec_arg_t arguments;
  private final int count;

  Primitive(
      dnnl_primitive handle,
      dnnl_stream stream,
      dnnl_memory scratchpad,
      PrimitiveArgument... arguments) {
    this.handle = handle;
    this.stream = stream;
    this.count = arguments.length + 1;
    this.arguments = new dnnl_exec_arg_t(count);
    for (int i = 0; i < arguments.length; i++) {
      set(i, arguments[i].index(), arguments[i].block().memory());
    }
    set(arguments.length, DNNL_ARG_SCRATCHPAD, scratchpad);
    this.arguments.position(0);
  }

  private void set(int position, int index, dnnl_memory memory) {
    arguments.position(position).arg(index);
    arguments.memory(memory);
  }

  @Override
  public void run() {
    int status = dnnl_primitive_execute(handle, stream, count, arguments);
    if (status != 0) {
      Engine.check(status, "run a primitive");
    }
  }

  void close() {
    arguments.deallocate();
  }
}
