#pragma once

#include "core/base/error.h"
#include "ui/widgets/status_glyph.h"

#include <QWidget>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace binnacle::ui {

struct PanelAction
{
    QString text;
    std::function<void()> run;
    bool isPrimary = false;
};

// What a pane shows instead of data: which of the empty states it is and the next step, or what
// failed, why, what is still fine and what to do. Texts are plain text.
class StatePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit StatePanel(QWidget *parent = nullptr);

    // Empty, filtered out, outside retention, first run. At most three actions.
    void showEmpty(
        const QString &title, const QString &text, std::vector<PanelAction> actions = {});
    // Appears only after 100 ms, so quick answers do not flash.
    void showLoading(const QString &text);
    // `stillFine` says what keeps working; may be empty.
    void showError(
        const Error &error, const QString &stillFine, std::vector<PanelAction> actions = {});
    // A command to copy below the text; empty removes it.
    void setCommand(const QString &command);

    QString title() const;
    QString text() const;
    QString code() const;

private:
    void present(StatusKind glyph, const QString &title, const QString &text);
    void setActions(std::vector<PanelAction> actions);

    StatusGlyph *m_glyph;
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_code;
    QPushButton *m_copyCode;
    QWidget *m_commandRow;
    QLineEdit *m_command;
    QProgressBar *m_busy;
    QHBoxLayout *m_buttons;
    std::vector<PanelAction> m_actions; // of the buttons
};

} // namespace binnacle::ui
