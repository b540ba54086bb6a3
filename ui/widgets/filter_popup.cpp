#include "ui/widgets/filter_popup.h"

#include "ui/theme/fonts.h"

#include <QLabel>
#include <QListWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMaxRows = 10;

} // namespace

FilterPopup::FilterPopup(QWidget &edit)
    : QFrame(nullptr)
    , m_edit(edit)
    , m_message(new QLabel)
    , m_list(new QListWidget)
{
    setObjectName(u"filterPopup"_s);
    setProperty("frame", u"popup"_s);
    setFocusPolicy(Qt::NoFocus);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(10, 6, 10, 6);
    m_message->hide();
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new CellDelegate(CellKind::Text, m_list));
    m_list->setUniformItemSizes(true);
    m_list->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_list);
    hide();
    connect(m_list, &QListWidget::itemClicked, this,
        [this](const QListWidgetItem *item) { emit chosen(item->text()); });
}

void FilterPopup::setAnchor(const QRect &place)
{
    m_anchor = place;
}

void FilterPopup::setMessage(const QString &message, Tone tone)
{
    m_message->setText(message);
    m_message->setProperty("tone", tone == Tone::Critical ? u"critical"_s : u"warning"_s);
    m_message->style()->unpolish(m_message);
    m_message->style()->polish(m_message);
    m_message->setVisible(!message.isEmpty());
    place();
}

void FilterPopup::showList(const std::vector<console::FilterSuggestion> &suggestions)
{
    m_list->clear();
    for (const console::FilterSuggestion &suggestion : suggestions) {
        auto *item = new QListWidgetItem(suggestion.text, m_list);
        item->setData(CellSubtitleRole, suggestion.detail);
    }
    m_list->setCurrentRow(-1);
    m_list->setVisible(!suggestions.empty());
    place();
}

void FilterPopup::hideList()
{
    m_list->hide();
    m_list->clear();
    place();
}

void FilterPopup::hideAll()
{
    m_message->hide();
    hideList();
}

bool FilterPopup::isListShown() const
{
    return m_list->isVisibleTo(this) && m_list->count() > 0;
}

void FilterPopup::moveMark(int rows)
{
    const int count = m_list->count();
    if (count == 0)
        return;
    const int row = m_list->currentRow();
    m_list->setCurrentRow(row < 0 ? (rows > 0 ? 0 : count - 1) : (row + rows + count) % count);
}

bool FilterPopup::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return false;
    emit chosen(item->text());
    return true;
}

void FilterPopup::place()
{
    const bool isNeeded = isListShown() || m_message->isVisibleTo(this);
    if (!isNeeded) {
        hide();
        return;
    }
    if (parentWidget() != m_edit.window())
        setParent(m_edit.window());
    if (isListShown()) {
        const int rows = std::min(m_list->count(), kMaxRows);
        m_list->setFixedHeight(rows * kRowHeight + 2);
    }
    const QRect anchor = m_anchor.isNull() ? m_edit.rect() : m_anchor;
    const int width = std::min(std::max(anchor.width(), 320), 640);
    const int height = isListShown() ? m_list->height() + 2 : 2;
    const int message
        = m_message->isVisibleTo(this) ? std::max(m_message->heightForWidth(width - 2), 28) : 0;
    QPoint corner
        = m_edit.mapTo(m_edit.window(), QPoint(anchor.left(), anchor.top() + anchor.height() + 3));
    corner.setX(std::max(0, std::min(corner.x(), m_edit.window()->width() - width)));
    setGeometry({corner, QSize{width, height + message}});
    show();
    raise();
}

} // namespace binnacle::ui
