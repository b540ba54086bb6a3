#include "ui/query/query_completion.h"

#include "core/console/on_answer.h"
#include "ui/widgets/filter_popup.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTextBlock>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kDebounce{80};
constexpr int kLeastWidth = 380;

} // namespace

QueryCompletion::QueryCompletion(QPlainTextEdit &edit, Complete complete)
    : QObject(&edit)
    , m_edit(edit)
    , m_complete(std::move(complete))
    , m_popup(new FilterPopup(edit))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kDebounce);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_edit.hasFocus() && isWorthAsking())
            ask();
    });
    connect(m_popup, &FilterPopup::chosen, this, &QueryCompletion::take);
}

QueryCompletion::~QueryCompletion()
{
    delete m_popup; // lives in the window, which may have gone first
}

void QueryCompletion::askSoon()
{
    if (m_isTaking)
        return;
    hide();
    m_soon.start();
}

// Not after a closed bracket, a blank or at the start of a line: nothing has been begun there.
bool QueryCompletion::isWorthAsking() const
{
    const QTextCursor cursor = m_edit.textCursor();
    const int at = cursor.positionInBlock();
    if (at == 0)
        return false;
    const QChar before = cursor.block().text().at(at - 1);
    return before.isLetterOrNumber() || u"._(,=>\""_s.contains(before);
}

void QueryCompletion::ask()
{
    m_soon.stop();
    const std::uint64_t question = ++m_question;
    console::onAnswer(m_complete(m_edit.toPlainText(), m_edit.textCursor().position()), this,
        [this, question](const Result<console::FilterCompletion> &answer) {
            // Completion is a convenience: without an answer there is nothing to offer.
            if (question == m_question && answer && m_edit.hasFocus())
                show(*answer);
        });
}

void QueryCompletion::show(const console::FilterCompletion &completion)
{
    const QString text = m_edit.toPlainText();
    m_offset = std::clamp<qsizetype>(completion.offset, 0, text.size());
    m_length = std::clamp<qsizetype>(completion.length, 0, text.size() - m_offset);
    const QString typed = text.mid(m_offset, m_length);
    std::vector<console::FilterSuggestion> rows = completion.suggestions;
    if (rows.empty() || (rows.size() == 1 && rows.front().text == typed)) {
        hide();
        return;
    }
    QTextCursor start = m_edit.textCursor();
    start.setPosition(static_cast<int>(m_offset));
    QRect place = m_edit.cursorRect(start).translated(m_edit.viewport()->pos());
    place.setWidth(kLeastWidth);
    m_popup->setAnchor(place);
    m_popup->showList(rows);
    if (!typed.isEmpty() && rows.front().text != typed)
        m_popup->moveMark(1);
}

void QueryCompletion::take(const QString &text)
{
    hide();
    m_isTaking = true; // the text it leaves is what was wanted
    QTextCursor cursor = m_edit.textCursor();
    cursor.setPosition(static_cast<int>(m_offset));
    cursor.setPosition(static_cast<int>(m_offset + m_length), QTextCursor::KeepAnchor);
    cursor.insertText(text);
    m_edit.setTextCursor(cursor);
    m_isTaking = false;
    if (text.endsWith(u'(') || text.endsWith(u'.'))
        m_soon.start();
}

bool QueryCompletion::handleKey(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_Space && event.modifiers() == Qt::ControlModifier) {
        ask();
        return true;
    }
    if (!isShown() || (event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Down:
        m_popup->moveMark(1);
        return true;
    case Qt::Key_Up:
        m_popup->moveMark(-1);
        return true;
    case Qt::Key_Tab:
        if (!m_popup->choose()) {
            m_popup->moveMark(1);
            m_popup->choose();
        }
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return m_popup->choose();
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return false;
    }
}

bool QueryCompletion::isShown() const
{
    return m_popup && m_popup->isListShown();
}

void QueryCompletion::hide()
{
    ++m_question; // an answer under way is for another text
    m_soon.stop();
    if (m_popup)
        m_popup->hideAll();
}

} // namespace binnacle::ui
