/** The process that hosts workflows and activities: configuration, composition, shutdown. */
package io.breakwater.worker;
