package dev.lockstep.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class SteadyLabelTest {
    private static final class Counted extends VBox {
        private int layouts;

        @Override
        protected void layoutChildren() {
            layouts++;
            super.layoutChildren();
        }
    }

    @Test
    void showsAnotherTextWithoutMeasuringWhatIsAroundIt(FxRobot robot) {
        robot.interact(() -> {
            SteadyLabel label = new SteadyLabel();
            Counted around = new Counted();
            around.getChildren().add(label);
            new Scene(around);
            around.resize(300, 100);
            label.say("7");
            around.applyCss();
            around.layout();
            assertThat(around.layouts).isEqualTo(1);

            label.say("1,234,567");
            around.layout();
            assertThat(around.layouts).isEqualTo(1);
            assertThat(((Text) label.lookup(".text")).getText()).as("there is room for it").isEqualTo("1,234,567");

            label.setText("ordinary");
            around.layout();
            assertThat(around.layouts).isEqualTo(2);
        });
    }
}
