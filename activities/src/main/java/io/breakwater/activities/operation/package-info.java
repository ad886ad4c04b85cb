/** What frames an operation's steps: lease, observation and plan, waiting, closing the books. */
package io.breakwater.activities.operation;
