#include "ui/commands/blast_pane.h"

#include "ui/commands/risk_text.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/status_glyph.h"

#include <QGraphicsOpacityEffect>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTopicWidth = 134;
constexpr int kLeastText = 90;
constexpr int kGlyph = 12;
constexpr qreal kStaleOpacity = 0.55;

QString toneName(WarningLevel level)
{
    switch (level) {
    case WarningLevel::Caution:
        return u"warning"_s;
    case WarningLevel::Danger:
        return u"critical"_s;
    case WarningLevel::Info:
        break;
    }
    return {};
}

// Beside the first line of a text.
StatusGlyph *newGlyph(WarningLevel level)
{
    auto *glyph = new StatusGlyph(warningLevelStatus(level));
    glyph->setFixedSize(kGlyph, QFontMetrics(textFont()).height());
    return glyph;
}

} // namespace

BlastPane::BlastPane(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(u"blastPane"_s);
    setAccessibleName(tr("What it will touch"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    clear();
}

QLabel *BlastPane::newLabel(const QString &text) const
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

void BlastPane::clear()
{
    m_lines.clear();
    delete m_content;
    m_content = new QWidget;
    m_rows = new QVBoxLayout(m_content);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_layout->addWidget(m_content);
}

void BlastPane::showHint(const QString &text)
{
    clear();
    QLabel *label = newLabel(text);
    label->setProperty("tone", u"muted"_s);
    label->setContentsMargins(12, 10, 12, 10);
    m_rows->addWidget(label);
    m_lines += text;
}

void BlastPane::showRadius(const BlastRadius &radius)
{
    clear();
    for (const BlastLine &line : radius.lines)
        addLine(line);
    if (!radius.refusal.empty())
        addSentence(toText(radius.refusal), WarningLevel::Danger);
    for (const std::string &warning : radius.warnings)
        addSentence(toText(warning), WarningLevel::Caution);
    if (radius.needsApproval)
        addSentence(tr("This cluster wants a second person: it waits under Approvals until "
                       "somebody else says yes."),
            WarningLevel::Caution);
}

void BlastPane::showError(const Error &error)
{
    clear();
    addSentence(errorLine(error), WarningLevel::Danger);
}

void BlastPane::setStale(bool isStale)
{
    if (!isStale) {
        m_content->setGraphicsEffect(nullptr);
        return;
    }
    auto *effect = new QGraphicsOpacityEffect(m_content);
    effect->setOpacity(kStaleOpacity);
    m_content->setGraphicsEffect(effect);
}

void BlastPane::addLine(const BlastLine &line)
{
    const QString topic = blastTopicText(line.topic);
    const QString word = warningLevelText(line.level);
    auto *row = new QWidget;
    auto *cells = new QHBoxLayout(row);
    cells->setContentsMargins(12, 4, 12, 4);
    cells->setSpacing(8);
    QLabel *name = newLabel(topic);
    name->setFixedWidth(kTopicWidth);
    QLabel *text = newLabel(toText(line.text));
    text->setFont(monospaceFont());
    text->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    text->setMinimumWidth(kLeastText); // one long name must not push the rest out of sight
    text->setToolTip(toText(line.text).toHtmlEscaped());
    text->setProperty("tone", toneName(line.level));
    cells->addWidget(name, 0, Qt::AlignTop);
    cells->addWidget(text, 1);
    if (!word.isEmpty()) {
        cells->addWidget(newGlyph(line.level), 0, Qt::AlignTop);
        QLabel *level = newLabel(word);
        level->setWordWrap(false);
        level->setProperty("tone", toneName(line.level));
        cells->addWidget(level, 0, Qt::AlignTop);
    }
    const QString whole = u"%1: %2"_s.arg(topic, toText(line.text));
    row->setAccessibleName(word.isEmpty() ? whole : u"%1, %2"_s.arg(whole, word));
    m_lines += row->accessibleName();
    m_rows->addWidget(row);
    m_rows->addWidget(newPanelLine());
}

void BlastPane::addSentence(const QString &text, WarningLevel level)
{
    auto *row = new QWidget;
    auto *cells = new QHBoxLayout(row);
    cells->setContentsMargins(12, 6, 12, 2);
    cells->setSpacing(6);
    QLabel *label = newLabel(text);
    label->setProperty("tone", toneName(level));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    cells->addWidget(newGlyph(level), 0, Qt::AlignTop);
    cells->addWidget(label, 1);
    row->setAccessibleName(text);
    m_lines += text;
    m_rows->addWidget(row);
}

QStringList BlastPane::lines() const
{
    return m_lines;
}

} // namespace binnacle::ui
