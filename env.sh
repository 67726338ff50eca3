pp () 
{ 
    p=$($T list-panes -t $1 -F '#{pane_pid}');
    c=$(pgrep -P $p | head -1);
    echo ${c:-$p}
}
