/** Networks as plain data. */
package io.retort.runtime.common.network;
