#pragma once

#include "core/console/console_types.h"

#include <QLineEdit>

namespace binnacle::ui {

// The line of a FilterBar: colours fields, operators and values, underlines the offending span and
// shows the `/` key while it is idle.
class FilterEdit final : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterEdit(QWidget *parent = nullptr);

    // A length of zero removes the underline.
    void setProblem(qsizetype offset, qsizetype length, console::FilterCheck::State state);

protected:
    void paintEvent(QPaintEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;

private:
    void highlight();

    qsizetype m_offset = 0;
    qsizetype m_length = 0;
    console::FilterCheck::State m_state = console::FilterCheck::State::Valid;
    bool m_isComposing = false; // by an input method, whose text has formats of its own
    bool m_isHighlighting = false;
};

} // namespace binnacle::ui
