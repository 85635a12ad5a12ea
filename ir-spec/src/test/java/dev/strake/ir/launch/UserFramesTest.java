package dev.strake.ir.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which frames of a failure's stack trace are left.
class UserFramesTest {
  private static StackTraceElement frame(String method) {
    var dot = method.lastIndexOf('.');
    return new StackTraceElement(method.substring(0, dot), method.substring(dot + 1), "F.java", 1);
  }

  private static void check(String expected, String... methods) {
    var frames =
        Arrays.stream(methods).map(UserFramesTest::frame).toArray(StackTraceElement[]::new);
    var left =
        Arrays.stream(UserFrames.withoutOurs(frames))
            .map(frame -> frame.getClassName() + "." + frame.getMethodName())
            .collect(Collectors.joining(" "));
    assertEquals(expected, left);
  }

  @Test
  void framesOfTheLibraryAndOfReflectionGo() {
    check(
        "app.Main.run app.Main.main",
        "dev.strake.ir.launch.Launcher.launch",
        "dev.strake.ndarray.exec.ArrayKernel.run",
        "java.lang.reflect.Method.invoke",
        "jdk.proxy2.$Proxy7.gather",
        "app.Main.run",
        "app.Main.main");
  }

  @Test
  void whatTheLibraryCallsInTheJdkGoesWhatTheUserCallsStays() {
    check(
        "java.util.List.forEach app.Main.main",
        "java.util.stream.Stream.toList",
        "dev.strake.ir.launch.Launcher.launch",
        "java.util.List.forEach",
        "app.Main.main");
  }

  @Test
  void framesBelowTheUsersStay() {
    check(
        "app.Job.run dev.strake.ndarray.NDArray.each app.Main.main",
        "dev.strake.ir.launch.Launcher.launch",
        "app.Job.run",
        "dev.strake.ndarray.NDArray.each",
        "app.Main.main");
  }

  @Test
  void commandAndBenchmarksAreUsers() {
    check(
        "dev.strake.cli.RunCommand.run",
        "dev.strake.ir.launch.Launcher.launch",
        "dev.strake.cli.RunCommand.run");
  }

  @Test
  void whereNothingElseIsEverythingStays() {
    var ours = "dev.strake.ir.launch.Launcher.launch";
    check(ours, ours);
  }

  @Test
  void thePropertyKeepsThemAll() {
    // The tests of this library run with it: their own frames are ours.
    var failure = new LaunchException("no");
    assertEquals("full", System.getProperty(UserFrames.PROPERTY));
    assertEquals(
        List.of("thePropertyKeepsThemAll"),
        Arrays.stream(failure.getStackTrace())
            .map(StackTraceElement::getMethodName)
            .filter(name -> name.startsWith("theProperty"))
            .toList());
  }
}
