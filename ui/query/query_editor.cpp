#include "ui/query/query_editor.h"

#include "ui/query/query_highlighter.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QTextBlock>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kIndent = u"  "_s;

} // namespace

QueryEditor::QueryEditor(QueryCompletion::Complete complete, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_completion(new QueryCompletion(*this, std::move(complete)))
{
    setObjectName(u"queryEditor"_s);
    setAccessibleName(tr("Query"));
    setFont(monospaceFont());
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setPlaceholderText(tr("pods.where(restarts > 5).sort(-restarts)", "an example of a query"));
    new QueryHighlighter(document());
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        const QString text = toPlainText();
        if (text == m_known)
            return;
        m_known = text;
        m_completion->askSoon();
        emit edited();
    });
    connect(&theme(), &Theme::changed, this, &QueryEditor::showProblem);
}

void QueryEditor::replaceText(const QString &text)
{
    if (text == toPlainText())
        return;
    replaceSpan(0, toPlainText().size(), text);
    m_completion->hide();
}

void QueryEditor::replaceSpan(qsizetype offset, qsizetype length, const QString &text)
{
    const qsizetype size = toPlainText().size();
    QTextCursor cursor = textCursor();
    cursor.setPosition(static_cast<int>(std::clamp<qsizetype>(offset, 0, size)));
    cursor.setPosition(static_cast<int>(std::clamp<qsizetype>(offset + length, offset, size)),
        QTextCursor::KeepAnchor);
    cursor.insertText(text);
    setTextCursor(cursor);
}

void QueryEditor::insertWord(const QString &word)
{
    textCursor().insertText(word);
    m_completion->hide();
    setFocus(Qt::OtherFocusReason);
}

void QueryEditor::setProblem(qsizetype offset, qsizetype length, console::FilterCheck::State state)
{
    m_offset = offset;
    m_length = length;
    m_state = state;
    showProblem();
}

void QueryEditor::showProblem()
{
    using State = console::FilterCheck::State;
    const QString text = toPlainText();
    if (m_state == State::Valid || text.isEmpty()) {
        setExtraSelections({});
        return;
    }
    // At the end of the text there is nothing to underline but what stands before.
    qsizetype from = std::clamp<qsizetype>(m_offset, 0, text.size() - 1);
    const qsizetype to
        = std::clamp<qsizetype>(m_offset + std::max<qsizetype>(m_length, 1), from + 1, text.size());
    QTextEdit::ExtraSelection wave;
    wave.cursor = QTextCursor(document());
    wave.cursor.setPosition(static_cast<int>(from));
    wave.cursor.setPosition(static_cast<int>(to), QTextCursor::KeepAnchor);
    wave.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wave.format.setUnderlineColor(
        m_state == State::Invalid ? theme().palette().critical : theme().palette().warning);
    setExtraSelections({wave});
}

bool QueryEditor::escape()
{
    if (!m_completion->isShown())
        return false;
    m_completion->hide();
    return true;
}

// A stage stands below its source, two blanks in; the next one below it.
void QueryEditor::newLine()
{
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const auto isBlank = [](QChar c) { return c == u' '; };
    const qsizetype blanks
        = std::distance(before.cbegin(), std::ranges::find_if_not(before, isBlank));
    QString indent = before.left(blanks);
    if (blanks == 0 && !before.isEmpty())
        indent = kIndent;
    cursor.insertText(u"\n"_s + indent);
    setTextCursor(cursor);
    ensureCursorVisible();
    m_completion->hide();
}

void QueryEditor::keyPressEvent(QKeyEvent *event)
{
    if (m_completion->handleKey(*event)) {
        event->accept();
        return;
    }
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (isEnter && modifiers == Qt::ControlModifier) {
        m_completion->hide();
        emit runRequested();
    } else if (isEnter && (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier)) {
        newLine();
    } else if (event->key() == Qt::Key_Escape) {
        emit leaveRequested();
    } else {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    event->accept();
}

// Tab takes a completion while the list is open, and leaves the editor otherwise.
bool QueryEditor::focusNextPrevChild(bool next)
{
    return !m_completion->isShown() && QPlainTextEdit::focusNextPrevChild(next);
}

void QueryEditor::focusOutEvent(QFocusEvent *event)
{
    m_completion->hide();
    QPlainTextEdit::focusOutEvent(event);
}

} // namespace binnacle::ui
