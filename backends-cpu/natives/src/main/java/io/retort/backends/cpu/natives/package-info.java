/** Native libraries: unpacked and loaded, or refused with what to do about it. */
package io.retort.backends.cpu.natives;
