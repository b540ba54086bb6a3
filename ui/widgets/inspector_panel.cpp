#include "ui/widgets/inspector_panel.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/flow_layout.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTextDocument>
#include <QVBoxLayout>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kKeyWidth = 96;
constexpr int kSideMargin = 12;
// Beside a key, with a scroll bar, in the narrowest panel.
constexpr int kLeastValueWidth = 96;

QString toneName(Tone tone)
{
    switch (tone) {
    case Tone::Muted:
        return u"muted"_s;
    case Tone::Ok:
        return u"ok"_s;
    case Tone::Warning:
        return u"warning"_s;
    case Tone::Critical:
        return u"critical"_s;
    case Tone::Text:
    case Tone::Link:
    case Tone::Strong:
        break;
    }
    return {};
}

QLabel *plainLabel(const QString &text, Tone tone)
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setProperty("tone", toneName(tone));
    if (tone == Tone::Strong)
        label->setFont(boldTextFont());
    return label;
}

// What fits on its line in any panel is not measured for more at each layout.
void wrapWhereNeeded(QLabel &label, int leastWidth)
{
    label.setWordWrap(label.text().contains(u'\n')
        || label.fontMetrics().horizontalAdvance(label.text()) > leastWidth);
}

QLabel *selectableLabel(const QString &text, Tone tone)
{
    QLabel *label = plainLabel(text, tone);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    // A long word may be cut rather than widen the panel; the text can still be selected.
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

QHBoxLayout *rowLayout(const QString &key)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kSideMargin, 2, kSideMargin, 2);
    row->setSpacing(8);
    QLabel *name = plainLabel(key, Tone::Muted);
    name->setFixedWidth(kKeyWidth);
    wrapWhereNeeded(*name, kKeyWidth - 8);
    row->addWidget(name, 0, Qt::AlignTop);
    return row;
}

} // namespace

InspectorPanel::InspectorPanel(QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(u"inspectorPanel"_s);
    setAccessibleName(tr("Inspector"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    clear();
}

void InspectorPanel::clear()
{
    auto *content = new QFrame;
    content->setProperty("frame", u"bar"_s);
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins(0, 10, 0, 12);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
    m_content = content;
    m_buttons = nullptr;
    // Not deleted at once: a click on one of its buttons may be what clears the panel.
    if (QWidget *before = takeWidget())
        before->deleteLater();
    setWidget(content);
    content->hide();
    m_place = 0;
    if (!std::exchange(m_isFilling, true))
        QMetaObject::invokeMethod(this, &InspectorPanel::present, Qt::QueuedConnection);
}

// All at once, when all is there: what is added to a layout in sight is shown piece by piece, and
// the whole panel laid out anew for each.
void InspectorPanel::present()
{
    m_isFilling = false;
    m_content->show();
    QEvent sized(QEvent::LayoutRequest); // so that there is a range to scroll in
    QCoreApplication::sendEvent(m_content, &sized);
    verticalScrollBar()->setValue(std::exchange(m_place, 0));
}

void InspectorPanel::clearKeepingPlace()
{
    const int place = m_isFilling ? m_place : verticalScrollBar()->value();
    clear();
    m_place = place;
}

void InspectorPanel::addTitle(StatusKind status, const QString &title, const QString &subject)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kSideMargin, 2, kSideMargin, 8);
    row->setSpacing(6);
    row->addWidget(new StatusGlyph(status), 0, Qt::AlignVCenter);
    row->addWidget(plainLabel(title, Tone::Strong), 0, Qt::AlignVCenter);
    QLabel *about = selectableLabel(subject, Tone::Muted);
    about->setToolTip(Qt::convertFromPlainText(subject));
    row->addWidget(about, 1, Qt::AlignVCenter);
    m_layout->insertLayout(m_layout->count() - 1, row);
}

void InspectorPanel::addSection(const QString &title, const QString &trailing)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kSideMargin, 14, kSideMargin, 6);
    row->addWidget(plainLabel(title, Tone::Strong));
    row->addStretch(1);
    if (!trailing.isEmpty())
        row->addWidget(plainLabel(trailing, Tone::Muted));
    m_layout->insertLayout(m_layout->count() - 1, row);
}

QLabel *InspectorPanel::addRow(
    const QString &key, const QString &value, bool isMonospace, Tone tone)
{
    QHBoxLayout *row = rowLayout(key);
    QLabel *label = selectableLabel(value, tone);
    label->setAccessibleName(key);
    label->setToolTip(Qt::convertFromPlainText(value)); // where a long word was cut
    if (isMonospace)
        label->setFont(monospaceFont());
    wrapWhereNeeded(*label, kLeastValueWidth);
    row->addWidget(label, 1, Qt::AlignTop);
    m_layout->insertLayout(m_layout->count() - 1, row);
    return label;
}

QPushButton *InspectorPanel::addLinkRow(const QString &key, const QString &value)
{
    QHBoxLayout *row = rowLayout(key);
    auto *link = new QPushButton(QString(value).replace(u'&', u"&&"_s));
    link->setProperty("role", u"link"_s);
    link->setFont(monospaceFont());
    link->setCursor(Qt::PointingHandCursor);
    link->setToolTip(value);
    link->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    row->addWidget(link, 1, Qt::AlignTop);
    m_layout->insertLayout(m_layout->count() - 1, row);
    return link;
}

QLabel *InspectorPanel::addText(const QString &text, Tone tone)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kSideMargin, 4, kSideMargin, 4);
    QLabel *label = selectableLabel(text, tone);
    row->addWidget(label, 1);
    m_layout->insertLayout(m_layout->count() - 1, row);
    return label;
}

void InspectorPanel::addWidget(QWidget *widget)
{
    m_layout->insertWidget(m_layout->count() - 1, widget);
}

QPushButton *InspectorPanel::addButton(const QString &text)
{
    if (!m_buttons) {
        m_buttons = new QWidget;
        auto *flow = new FlowLayout(m_buttons);
        flow->setContentsMargins(kSideMargin, 14, kSideMargin, 4);
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        m_buttons->setSizePolicy(policy);
        addWidget(m_buttons);
    }
    auto *button = new QPushButton(text);
    m_buttons->layout()->addWidget(button);
    return button;
}

} // namespace binnacle::ui
