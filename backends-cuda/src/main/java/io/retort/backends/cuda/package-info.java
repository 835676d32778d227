/** The compute backend that runs on NVIDIA devices. */
package io.retort.backends.cuda;
