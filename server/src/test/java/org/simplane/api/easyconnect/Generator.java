// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Generated;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OpenAPI Generator, which makes clients of a document. It is no dependency of a module: it brings
 * libraries of its own, and none of them is to meet ours. It comes from the local Maven repository,
 * or by Maven when it is not there yet.
 *
 * @param jars the generator, which holds what its clients are compiled against, and what they need
 *     beside it
 */
record Generator(List<Path> jars) {

  private static final Logger LOG = LoggerFactory.getLogger(Generator.class);

  private static final List<String> ARTIFACTS =
      List.of(
          "org.openapitools:openapi-generator-cli:7.17.0",
          "org.apache.httpcomponents:httpmime:4.5.14");
  private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";

  static Optional<Generator> find() throws IOException, InterruptedException {
    List<Path> found = new ArrayList<>();
    for (String artifact : ARTIFACTS) {
      Path jar = inRepository(artifact);
      if (!Files.exists(jar)) {
        jar = fetched(artifact);
      }
      if (!Files.exists(jar)) {
        return Optional.empty();
      }
      found.add(jar);
    }
    return Optional.of(new Generator(found));
  }

  private static Path inRepository(String artifact) {
    String[] parts = artifact.split(":");
    Path repository =
        Path.of(
            System.getProperty(
                "maven.repo.local",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
    return repository
        .resolve(parts[0].replace('.', '/'))
        .resolve(parts[1])
        .resolve(parts[2])
        .resolve(parts[1] + "-" + parts[2] + ".jar");
  }

  private static Path fetched(String artifact) throws IOException, InterruptedException {
    String[] parts = artifact.split(":");
    Path folder = Path.of("target", "openapi-generator").toAbsolutePath();
    Path jar = folder.resolve(parts[1] + "-" + parts[2] + ".jar");
    if (!Files.exists(jar)) {
      String maven = Files.exists(Path.of("../mvnw")) ? "../mvnw" : "mvn";
      run(
          "sh",
          "-c",
          "$(command -v mvn || echo %s) -q -B %s -Dartifact=%s -DoutputDirectory=%s"
              .formatted(maven, COPY, artifact, folder));
    }
    return jar;
  }

  /** What the process writes goes into the log when it fails. */
  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      LOG.warn("{}\n{}", String.join(" ", command), said);
      return false;
    }
    return true;
  }

  /**
   * Makes a client of a document and compiles it.
   *
   * @param driver source of a class {@code Driver} that uses it
   * @return a loader that knows the client and the driver, and nothing of ours
   */
  URLClassLoader client(Path document, Path folder, String driver)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    assertThat(
            run(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jars.getFirst().toString(),
                "generate",
                "-i",
                document.toString(),
                "-g",
                "java",
                "--library",
                "native",
                "-o",
                folder.toString(),
                "--global-property",
                "models,apis=SimManagement:Authorization,supportingFiles,modelDocs=false,apiDocs=false,modelTests=false,"
                    + "apiTests=false",
                "--additional-properties",
                "openApiNullable=false,useJakartaEe=true,annotationLibrary=none,hideGenerationTimestamp=true,"
                    + "invokerPackage=client,apiPackage=client.api,modelPackage=client.model"))
        .as("a client is generated")
        .isTrue();
    Path source = folder.resolve("src/main/java");
    Files.writeString(source.resolve("Driver.java"), driver);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<Path> needed = new ArrayList<>(jars);
    needed.add(jarOf(Generated.class));
    compile(source, classes, needed);
    List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (Path jar : needed) {
      urls.add(jar.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static void compile(Path source, Path classes, List<Path> needed) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(source)) {
      List<Path> all = sources.filter(file -> file.toString().endsWith(".java")).toList();
      String path =
          needed.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", path),
                  null,
                  files.getJavaFileObjectsFromPaths(all))
              .call();
      assertThat(compiled).as("the generated client compiles").isTrue();
    }
  }

  private static Path jarOf(Class<?> type) {
    try {
      URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(place);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
