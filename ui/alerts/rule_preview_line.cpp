#include "ui/alerts/rule_preview_line.h"

#include "core/console/on_answer.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"

#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSoonMs = 300;     // after the last keystroke
constexpr int kAgainMs = 10'000; // it says "now"

} // namespace

RulePreviewLine::RulePreviewLine(console::AlertDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_glyph(new StatusGlyph)
    , m_text(new QLabel)
{
    setObjectName(u"rulePreview"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setProperty("tone", u"muted"_s);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(6);
    line->addWidget(m_glyph, 0, Qt::AlignTop);
    line->addWidget(m_text, 1);
    m_glyph->setFixedHeight(m_text->fontMetrics().height());
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &RulePreviewLine::ask);
    m_again.setSingleShot(true);
    m_again.setInterval(kAgainMs);
    connect(&m_again, &QTimer::timeout, this, &RulePreviewLine::ask);
}

RulePreviewLine::~RulePreviewLine()
{
    m_stop.request_stop();
}

void RulePreviewLine::setRule(const std::optional<AlertRule> &rule)
{
    m_rule = rule;
    ++m_generation; // what is on its way is about something else
    m_stop.request_stop();
    if (m_rule)
        m_soon.start();
    else
        showText(StatusKind::Unknown, tr("Not evaluated: the rule is not complete yet."));
}

void RulePreviewLine::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_rule)
        m_soon.start();
}

void RulePreviewLine::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_again.stop();
}

void RulePreviewLine::clear()
{
    m_soon.stop();
    m_rule.reset();
    ++m_generation;
    showText(StatusKind::Unknown, {});
}

QString RulePreviewLine::text() const
{
    return m_text->text();
}

void RulePreviewLine::ask()
{
    if (!m_rule)
        return;
    m_again.stop();
    m_stop = {};
    const int generation = ++m_generation;
    console::onAnswer(m_desk.preview(*m_rule, m_stop.get_token()), this,
        [this, generation](const Result<std::shared_ptr<const RulePreview>> &preview) {
            if (generation != m_generation)
                return;
            if (isVisible())
                m_again.start();
            if (preview)
                showPreview(**preview);
            else if (preview.error().code != ErrorCode::Cancelled)
                showText(StatusKind::Unknown, errorLine(preview.error()));
        });
}

void RulePreviewLine::showPreview(const RulePreview &preview)
{
    const bool isSilent = preview.hasNoData || preview.subjects == 0
        || (!preview.readings.empty()
            && std::ranges::all_of(preview.readings, &RuleReading::hasNoData));
    if (isSilent) {
        showText(StatusKind::Unknown, tr("Now: no data, nothing that the rule looks at reports."));
        return;
    }
    if (preview.readings.empty()) {
        showText(StatusKind::Ok,
            tr("Now: true for none of %n checked.", nullptr, static_cast<int>(preview.subjects)));
        return;
    }
    const RuleReading &first = preview.readings.front();
    const QString value = first.valueText.empty() ? tr("no value") : toText(first.valueText);
    if (preview.active == 0) {
        showText(StatusKind::Ok,
            tr("Now %1: true for none of %n checked.", nullptr, static_cast<int>(preview.subjects))
                .arg(value));
        return;
    }
    showText(StatusKind::Critical,
        tr("Now %1 for %3: true for %2 of %n checked.", nullptr, static_cast<int>(preview.subjects))
            .arg(value, countText(static_cast<qint64>(preview.active)),
                toText(first.subject.text())));
}

void RulePreviewLine::showText(StatusKind status, const QString &text)
{
    m_glyph->setStatus(status);
    m_glyph->setVisible(!text.isEmpty());
    m_text->setText(text);
    setAccessibleName(text);
}

} // namespace binnacle::ui
