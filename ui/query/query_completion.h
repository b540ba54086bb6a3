#pragma once

#include "core/console/console_types.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <cstdint>
#include <functional>

class QKeyEvent;
class QPlainTextEdit;

namespace binnacle::ui {

class FilterPopup;

// What could be typed next in an editor: asked for while typing (80 ms after the last key) and with
// Ctrl+Space, shown below the word. ↑ ↓ mark, Tab and Enter take, Esc closes. Enter takes only when
// a row is marked, which at first is so only while a word is being typed.
class QueryCompletion final : public QObject
{
    Q_OBJECT

public:
    using Complete = std::function<QFuture<Result<console::FilterCompletion>>(
        const QString &text, qsizetype cursor)>;

    QueryCompletion(QPlainTextEdit &edit, Complete complete);
    ~QueryCompletion() override;

    void askSoon(); // a key was typed
    void ask();
    bool handleKey(const QKeyEvent &event); // true: it was for the list
    bool isShown() const;
    void hide();

private:
    bool isWorthAsking() const;
    void show(const console::FilterCompletion &completion);
    void take(const QString &text);

    QPlainTextEdit &m_edit;
    Complete m_complete;
    QPointer<FilterPopup> m_popup;
    QTimer m_soon;
    qsizetype m_offset = 0; // what a chosen row replaces
    qsizetype m_length = 0;
    std::uint64_t m_question = 0;
    bool m_isTaking = false;
};

} // namespace binnacle::ui
