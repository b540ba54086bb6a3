#pragma once

#include "core/console/query_desk.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace binnacle::ui {

class QueryEditor;

// The editor and, below it, whether its text is a query: valid, incomplete or invalid with icon,
// words and colour, 80 ms after the last key; a known word nearby is offered for a click.
class QueryEditorPane final : public QFrame
{
    Q_OBJECT

public:
    // `complete` answers for the text and the cursor; the desk must outlive the pane.
    QueryEditorPane(const console::QueryDesk &desk,
        std::function<QFuture<Result<console::FilterCompletion>>(const QString &, qsizetype)>
            complete,
        QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text); // can be undone; checks at once
    void load(const QString &text);    // another tab's: nothing to undo
    void check();                      // without waiting for the pause
    console::FilterCheck::State state() const { return m_check.state; }
    bool isRunnable() const; // valid and not empty
    QString message() const; // what is wrong, for screen readers
    // What running it found wrong, until the next key.
    void showProblem(const console::QueryProblem &problem);
    QueryEditor &editor() { return *m_editor; }

signals:
    void edited(); // the text is another one
    void checked();
    void runRequested();
    void leaveRequested();

private:
    void showCheck();
    void takeSuggestion();

    const console::QueryDesk &m_desk;
    QueryEditor *m_editor;
    QLabel *m_icon;
    QLabel *m_state;
    QPushButton *m_suggestion;
    QLabel *m_hint;
    QTimer m_debounce;
    console::FilterCheck m_check;
};

} // namespace binnacle::ui
