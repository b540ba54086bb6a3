#include "ui/query/query_history_popup.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/time_selection.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kSize{620, 380};
constexpr int kTextRole = Qt::UserRole;

} // namespace

QueryHistoryPopup::QueryHistoryPopup(
    const QueryHistory &history, const TimeSelection &time, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_history(history)
    , m_time(time)
    , m_search(new QLineEdit)
    , m_list(new QListWidget)
    , m_nothing(new QLabel)
{
    setObjectName(u"queryHistory"_s);
    setProperty("frame", u"popup"_s);
    setAccessibleName(tr("Queries that were run, newest first"));
    m_search->setObjectName(u"queryHistorySearch"_s);
    m_search->setPlaceholderText(tr("Find a query"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->installEventFilter(this);
    m_list->setObjectName(u"queryHistoryList"_s);
    m_list->setAccessibleName(accessibleName());
    m_list->setItemDelegate(new CellDelegate(CellKind::Name, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setProperty("tone", u"muted"_s);
    m_nothing->setContentsMargins(8, 4, 8, 4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(7, 7, 7, 7);
    layout->setSpacing(6);
    layout->addWidget(m_search);
    layout->addWidget(m_nothing);
    layout->addWidget(m_list, 1);
    connect(m_search, &QLineEdit::textChanged, this, &QueryHistoryPopup::fill);
    connect(m_list, &QListWidget::itemClicked, this, &QueryHistoryPopup::take);
}

void QueryHistoryPopup::open(const QWidget &below)
{
    m_search->clear();
    fill();
    resize(kSize);
    const QPoint corner
        = below.mapToGlobal(QPoint(below.width() - kSize.width(), below.height() + 4));
    move(std::max(corner.x(), 0), corner.y());
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void QueryHistoryPopup::fill()
{
    m_list->clear();
    const QString wanted = m_search->text().trimmed();
    for (const QueryHistory::Entry &entry : m_history.entries()) {
        if (!entry.text.contains(wanted, Qt::CaseInsensitive))
            continue;
        auto *item = new QListWidgetItem(entry.text.simplified(), m_list);
        item->setData(kTextRole, entry.text);
        item->setData(CellSubtitleRole, m_time.timeText(entry.at));
    }
    m_list->setCurrentRow(0);
    m_nothing->setVisible(m_list->count() == 0);
    m_nothing->setText(m_history.entries().empty() ? tr("No query was run yet")
                                                   : tr("No query that was run contains this"));
}

void QueryHistoryPopup::take()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const QString text = item->data(kTextRole).toString();
    hide();
    emit chosen(text);
}

bool QueryHistoryPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const int rows = m_list->count();
    if ((key == Qt::Key_Down || key == Qt::Key_Up) && rows > 0) {
        const int step = key == Qt::Key_Down ? 1 : -1;
        m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, rows - 1));
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        take();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace binnacle::ui
