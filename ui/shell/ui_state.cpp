#include "ui/shell/ui_state.h"

#include "core/console/ui_memory.h"

#include <QHeaderView>
#include <QSplitter>
#include <QTableView>
#include <QTreeView>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kGeometry = u"window/geometry"_s;

// Changes when headers get other columns, so that an old layout is not forced on them.
QString headerKey(const QHeaderView &header)
{
    const QObject *table = header.parent();
    if (!table || table->objectName().isEmpty())
        return {};
    return u"header/%1/%2"_s.arg(table->objectName()).arg(header.count());
}

QString splitterKey(const QSplitter &splitter)
{
    if (splitter.objectName().isEmpty())
        return {};
    return u"splitter/%1/%2"_s.arg(splitter.objectName()).arg(splitter.count());
}

} // namespace

UiState::UiState(console::UiMemory &memory)
    : m_memory(memory)
{}

void UiState::saveWindow(const QWidget &window)
{
    m_memory.setValue(kGeometry, window.saveGeometry());
}

bool UiState::restoreWindow(QWidget &window)
{
    const QByteArray kept = m_memory.value(kGeometry);
    return !kept.isEmpty() && window.restoreGeometry(kept);
}

void UiState::saveLayout(const QWidget &root)
{
    for (const QSplitter *splitter : root.findChildren<QSplitter *>()) {
        if (const QString key = splitterKey(*splitter); !key.isEmpty())
            m_memory.setValue(key, splitter->saveState());
    }
    for (const QHeaderView *header : root.findChildren<QHeaderView *>()) {
        const QString key = headerKey(*header);
        if (!key.isEmpty() && header->orientation() == Qt::Horizontal)
            m_memory.setValue(key, header->saveState());
    }
}

void UiState::restoreLayout(QWidget &root)
{
    const auto restore = [this](auto *widget, const QString &key) {
        const QByteArray kept = key.isEmpty() ? QByteArray() : m_memory.value(key);
        // What cannot be read is an old format: the default layout stands.
        if (!kept.isEmpty())
            widget->restoreState(kept);
    };
    for (QSplitter *splitter : root.findChildren<QSplitter *>())
        restore(splitter, splitterKey(*splitter));
    for (QHeaderView *header : root.findChildren<QHeaderView *>()) {
        if (header->orientation() == Qt::Horizontal)
            restore(header, headerKey(*header));
    }
}

QString UiState::word(const QString &key) const
{
    return QString::fromUtf8(m_memory.value(key));
}

void UiState::setWord(const QString &key, const QString &word)
{
    m_memory.setValue(key, word.toUtf8());
}

} // namespace binnacle::ui
