#pragma once

#include "ui/query/query_completion.h"

#include <QPlainTextEdit>

namespace binnacle::ui {

// Where a query is written: coloured, completed, with a wave below what is wrong. Enter makes a new
// line indented like a stage; running is the owner's, see runRequested.
class QueryEditor final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit QueryEditor(QueryCompletion::Complete complete, QWidget *parent = nullptr);

    // Replaces all of it; can be undone.
    void replaceText(const QString &text);
    void replaceSpan(qsizetype offset, qsizetype length, const QString &text);
    void insertWord(const QString &word);
    // UTF-16 span; Valid: none.
    void setProblem(qsizetype offset, qsizetype length, console::FilterCheck::State state);
    bool escape(); // closes the list of completions; false: it was not open

signals:
    void edited();         // the text is another one; colouring it does not count
    void runRequested();   // Ctrl+Enter
    void leaveRequested(); // Esc with nothing open

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void newLine();
    void showProblem();

    QueryCompletion *m_completion;
    QString m_known;
    qsizetype m_offset = 0;
    qsizetype m_length = 0;
    console::FilterCheck::State m_state = console::FilterCheck::State::Valid;
};

} // namespace binnacle::ui
