package dev.lockstep.app.shell;

import dev.lockstep.app.i18n.Messages;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks for files. An interface, because the headless platform has no file choosers. */
interface FileDialogs {
    /** A file to open. */
    Optional<Path> open(List<Path> recent);

    /** A file to save to. */
    Optional<Path> save(String name);

    /** The system's own. */
    static FileDialogs of(Window owner) {
        return new FileDialogs() {
            @Override
            public Optional<Path> open(List<Path> recent) {
                return Optional.ofNullable(chooser("file.open", recent).showOpenDialog(owner)).map(File::toPath);
            }

            @Override
            public Optional<Path> save(String name) {
                FileChooser chooser = chooser("file.save", List.of());
                chooser.setInitialFileName(name);
                return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
            }
        };
    }

    private static FileChooser chooser(String titleKey, List<Path> recent) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Messages.text(titleKey));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Messages.text("file.kind"), "*.yaml", "*.yml"));
        recent.stream().map(Path::getParent).filter(folder -> folder != null && Files.isDirectory(folder)).findFirst()
                .ifPresent(folder -> chooser.setInitialDirectory(folder.toFile()));
        return chooser;
    }
}
