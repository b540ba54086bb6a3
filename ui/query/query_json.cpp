#include "ui/query/query_json.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/formatting.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

QueryJson::QueryJson(const console::QueryDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_text(new QPlainTextEdit)
    , m_note(new QLabel)
{
    setObjectName(u"queryJson"_s);
    m_text->setReadOnly(true);
    m_text->setFont(monospaceFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Rows as JSON"));
    m_text->setTabChangesFocus(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setFont(smallFont());
    m_note->setProperty("tone", u"muted"_s);
    m_note->setContentsMargins(12, 4, 12, 4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_note);
}

void QueryJson::setResult(const std::shared_ptr<const QueryResult> &result)
{
    m_note->hide();
    if (!result) {
        m_text->clear();
        return;
    }
    if (result->rows.size() <= kMostRows) {
        m_text->setPlainText(m_desk.exportText(*result, console::QueryExportFormat::Json));
        return;
    }
    QueryResult part{.columns = result->columns,
        .rows = {result->rows.begin(), result->rows.begin() + static_cast<qint64>(kMostRows)},
        .total = result->total,
        .totalIsLowerBound = result->totalIsLowerBound,
        .milliseconds = result->milliseconds,
        .asOf = result->asOf};
    m_text->setPlainText(m_desk.exportText(part, console::QueryExportFormat::Json));
    m_note->setText(tr("The first %1 of %2 rows; Export writes all of them.")
                        .arg(countText(static_cast<qint64>(kMostRows)),
                            countText(static_cast<qint64>(result->rows.size()))));
    m_note->show();
}

QString QueryJson::text() const
{
    return m_text->toPlainText();
}

} // namespace binnacle::ui
