#include "ui/widgets/key_map.h"

#include <QKeySequence>
#include <QRegularExpression>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// What every list, table and field needs, and what is no key at all.
bool isFixedName(const QString &key)
{
    static const QStringList fixed{u"esc"_s, u"enter"_s, u"return"_s, u"tab"_s, u"space"_s,
        u"menu"_s, u"left"_s, u"right"_s, u"up"_s, u"down"_s};
    return fixed.contains(key.toLower());
}

bool isKey(const QString &name)
{
    if (name.size() == 1)
        return name.front().unicode() < 0x80 && name.front().isPrint();
    if (isFixedName(name))
        return false;
    const QKeySequence keys(name, QKeySequence::PortableText);
    return keys.count() == 1 && keys[0].key() != Qt::Key_unknown;
}

// "Enter  E" are a fixed key and one that can be moved; "1 – 4" and "Enter on a node" are prose.
QStringList keysIn(const QString &text)
{
    static const QRegularExpression between(u"[\\s,]+"_s);
    static const QString arrows = u"←→↑↓"_s;
    QStringList result;
    for (const QString &part : text.split(between, Qt::SkipEmptyParts)) {
        const bool isArrow = part.size() == 1 && arrows.contains(part);
        if (isKey(part))
            result << part;
        else if (!isArrow && !isFixedName(part))
            return {};
    }
    return result;
}

// The shorter sequence would always win.
bool collide(const QString &left, const QString &right)
{
    const QStringList a = KeyMap::normalized(left).split(u' ');
    const QStringList b = KeyMap::normalized(right).split(u' ');
    const qsizetype common = std::min(a.size(), b.size());
    return a.first(common) == b.first(common);
}

QString idOf(const QString &place, const QString &standard)
{
    return place + u'.' + KeyMap::normalized(standard);
}

} // namespace

QString KeyMap::normalized(const QString &keys)
{
    QStringList parts = keys.split(u' ', Qt::SkipEmptyParts);
    for (QString &part : parts) {
        if (part.size() == 1) {
            part = part.toLower();
            continue;
        }
        const QKeySequence read(part, QKeySequence::PortableText);
        if (read.count() == 1 && read[0].key() != Qt::Key_unknown)
            part = read.toString(QKeySequence::PortableText);
    }
    return parts.join(u' ');
}

void KeyMap::setView(
    const QString &id, const QString &title, const std::vector<View::KeyHelp> &help)
{
    remove(id);
    for (const View::KeyHelp &one : help)
        add(id, title, one, keysIn(one.keys));
    settle();
}

void KeyMap::setWindow(const QString &title, const std::vector<View::KeyHelp> &help)
{
    remove(window());
    for (const View::KeyHelp &one : help)
        add(window(), title, one, {one.keys});
    settle();
}

void KeyMap::add(const QString &place, const QString &title, const View::KeyHelp &help,
    const QStringList &standards)
{
    m_lines.push_back({place, help, standards});
    const bool isFixed = standards.isEmpty();
    for (const QString &keys : isFixed ? QStringList{help.keys} : standards) {
        const QString id = idOf(place, keys);
        if (std::ranges::find(m_commands, id, &KeyCommand::id) != m_commands.end())
            continue; // said twice, with and without what it is about
        m_commands.push_back({.id = id,
            .place = place,
            .placeTitle = title,
            .action = help.action,
            .standard = keys,
            .keys = keys,
            .isFixed = isFixed,
            .clash = {}});
    }
}

void KeyMap::remove(const QString &place)
{
    std::erase_if(m_lines, [&](const Line &line) { return line.place == place; });
    std::erase_if(m_commands, [&](const KeyCommand &one) { return one.place == place; });
}

void KeyMap::setOwnKeys(const QHash<QString, QString> &keys)
{
    if (keys == m_given)
        return;
    m_given = keys;
    m_own.clear();
    for (auto one = keys.begin(); one != keys.end(); ++one) {
        const qsizetype dot = one.key().indexOf(u'.');
        m_own.insert(idOf(one.key().left(dot), one.key().mid(dot + 1)), {one.key(), one.value()});
    }
    settle();
}

// Commands that give up a key go first, so that two can change theirs with each other.
void KeyMap::settle()
{
    for (KeyCommand &one : m_commands) {
        const QString id = idOf(one.place, one.standard);
        const Own own = one.isFixed ? Own() : m_own.value(id);
        one.id = own.id.isEmpty() ? id : own.id;
        one.keys = own.keys.isEmpty() ? one.standard : own.keys;
        one.clash.clear();
    }
    while (refuseOne()) { // one that is refused wants its first keys back
    }
    emit changed();
}

bool KeyMap::refuseOne()
{
    for (KeyCommand &one : m_commands) {
        const auto other = one.isOwn() ? holder(one.id, one.keys) : std::nullopt;
        if (!other)
            continue;
        one.clash = tr("%1 already means “%2” (%3)", "a key, what it does, where")
                        .arg(one.keys, other->action, other->placeTitle);
        one.keys = one.standard;
        return true;
    }
    return false;
}

QStringList KeyMap::unknown() const
{
    QStringList result;
    for (auto own = m_own.begin(); own != m_own.end(); ++own) {
        const auto isIt = [&](const KeyCommand &one) {
            return !one.isFixed && idOf(one.place, one.standard) == own.key();
        };
        if (std::ranges::none_of(m_commands, isIt))
            result << own->id;
    }
    result.sort();
    return result;
}

std::vector<View::KeyHelp> KeyMap::help(const QString &view) const
{
    std::vector<View::KeyHelp> result;
    for (const Line &line : m_lines) {
        if (line.place != view)
            continue;
        View::KeyHelp help = line.help;
        QStringList parts = help.keys.split(u' ');
        for (QString &part : parts) {
            const bool hasComma = part.endsWith(u',') && part.size() > 1;
            const QString name = hasComma ? part.chopped(1) : part;
            if (line.standards.contains(name))
                part = keysOf(view, name) + (hasComma ? u","_s : QString());
        }
        help.keys = parts.join(u' ');
        result.push_back(std::move(help));
    }
    return result;
}

QString KeyMap::keysOf(const QString &place, const QString &standard) const
{
    const QString wanted = normalized(standard);
    for (const KeyCommand &one : m_commands) {
        if (one.place == place && one.isOwn() && normalized(one.standard) == wanted)
            return one.keys;
    }
    return standard;
}

const KeyCommand *KeyMap::movedTo(const QString &view, const QString &key) const
{
    const QString wanted = normalized(key);
    for (const KeyCommand &one : m_commands) {
        if (one.place == view && one.isOwn() && normalized(one.keys) == wanted)
            return &one;
    }
    return nullptr;
}

bool KeyMap::isVacated(const QString &view, const QString &key) const
{
    const QString wanted = normalized(key);
    return std::ranges::any_of(m_commands, [&](const KeyCommand &one) {
        return one.place == view && one.isOwn() && normalized(one.standard) == wanted;
    });
}

std::optional<KeyCommand> KeyMap::holder(const QString &id, const QString &keys) const
{
    const QString place = id.section(u'.', 0, 0);
    for (const KeyCommand &one : m_commands) {
        const bool meet = one.place == place || one.place == window() || place == window();
        if (one.id != id && meet && !one.isFixed && collide(one.keys, keys))
            return one;
    }
    return std::nullopt;
}

} // namespace binnacle::ui
