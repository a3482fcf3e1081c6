/**
 * Everyday talk of contact centers, our own sentences, parted by semicolons: what a phrase must not be taken for. `*` is any word. What is not
 * here is found all the same; what one of these tells better than a phrase is no hit (background.ts).
 */
export const ENGLISH_TALK = `
hello how are you today; good afternoon you are speaking with *; good evening welcome to *; thank you for calling *; thank you for your *
thank you for your call; thank you for your help; thank you for your time today; thank you so much for *; thank you for holding
thank you for letting me know; thanks for waiting; what can i do for you today; who am i speaking with; can i have your * please
could i have your * please; may i have your * please; may i have your name; may i ask who is calling; may i put you on hold; can you tell me your *
could you tell me your *; could you confirm your *; could you confirm the * for me; can you confirm that for me; can you spell that for me
please confirm the * and the *; please verify your *; please verify the * on your account; i need to verify your *; i need your * and your *
what is your *; what is your phone number; what is your email address; what is your account number; what is your name; what is the number of your *
what is the date of your *; what is your date of *; your date of * please; tell me your *; tell me about your *; give me your *; give me your number
give me your name and *; give me a moment; give me a call; give me the number; send me your *; send me the *; send me an email; send it to my *
i will send you the *; i will send you an email; i will send you a link; read me the *; one moment please; just a moment while i *
bear with me while i *; please hold on; please hold while i *; please hold for the *; please wait a moment; let me check that for you
let me check your *; let me see what i can do; let me look at your *; let me put you through to *; let me transfer you to *; let me ask my *
let me know if you *; let me explain; let me read that back to you; i will transfer you to *; i am transferring you now; i can see your * here
i can see that on your account; i have your * in front of me; i have checked the *; i have a question about my *; i have a problem with my *
i have no *; i have no time; i have no money; i have not received my *; i have been waiting for *; i have been a customer for ten years
i am calling about my *; i am calling because my *; i am looking for *; i am not happy with *; i am not sure about that; i am not the account holder
i am sorry about that; i am sorry to hear that; i am sorry for the *; i am sorry for the delay; i am sorry for the wait and the *
i am sorry i do not understand; i am afraid that is not possible; we are sorry for the *; i apologize for the *; i understand that you are *
i understand your *; i want to *; i want to know *; i want to pay *; i want to buy a *; i want to change my *; i want to check my *
i want to cancel my *; i want to cancel the order; i want to speak to *; i want to talk to *; i want to return *; i want to ask you *
i want to make a payment; i want to see the *; i want to get my *; i want you to *; i would like to *; i would like to know *
i would like to change my *; i would like to cancel *; i would like to order *; i would like to make an *; i would like a refund; i need to *
i need to change my *; i need to talk to *; i need a new *; i need help with *; i do not want *; i do not have the *; i do not know the *
i do not know what to do; i do not think so; i did not get *; i did not order this; i did not agree to that; i was told that *; i was on hold for *
i just want to *; i tried that already; i paid the * last month; i will call you back; i will call back later; i will take care of that
i will have to ask my *; i will need your *; i will pay *; i will tell *; we will call you back *; we will send you *; we will send someone to *
we will look into it; we will check the *; we will see you *; we will charge you *; we will let you know; we will refund the *; we do not have that
we are open until *; we are working on it; you will get *; you will receive an email; you will receive a * within * days; you will have to *
you will need to *; you will see the *; you have to pay *; you have to call *; you need to *; you can pay online; you can pay by card
you can call us at *; you can call us back; you can find it *; you can do that online; you can change that at *; you can use the * at any time
you must *; you must sign the *; you must have the *; you said that *; you told me *; you should have received *; you are right; you are welcome
your account is *; your account has been *; your account number is *; your order is *; your order has been *; your card is *; your card will be *
your call is important to us; your payment is late; your payment has been received; your plan is *; your plan includes *; your refund will be *
your bill is due *; your * has been *; your * has been cancelled; your * will be *; your * is about to *; the * is about to *; this call is *
this call will be *; this call is being *; this call is for you; this is a *; this is the * department; this is about your *; this is not the right *
this is not what i *; that is not *; that is not right; that is not what i *; that is not my *; that is not our *; that is all i need
that is all for today; that is fine; that will be * dollars; that is correct; there is a *; there is a problem with *; there is a fee for *
there is no *; there is no charge; there is no need to *; there is no one here; there is nothing i can do; there is something wrong with *
there are no *; is there anything i can do; is there anything *; is there another *; is there a fee; is there a way to *; is that correct; is that all
is that everything; is this the right number; do you have a *; do you have your * number; do you have any questions; do you have an account with us
do you know when *; do you know the *; do you want to *; do you want me to *; do you still want *; do you agree; do you need *
do you need anything else; did you get my *; did you receive the *; are you sure; are you there; are you able to *; are you calling about *
can you help me with *; can you hear me; can you send me *; can you hold on; can you say that again; can i pay *; can i speak to *; can i get a *
can i cancel my *; can i change my *; can i ask you something; could you repeat that; could you send me the *; could you please *
could you please send *; would you like to *; would you like me to *; would you like anything else; when will i get *; when will my * arrive
when will it be *; when can i *; when can you come; when did you *; where is my *; where do i *; why is my * so *; why did you *; how do i *
how do i get to *; how long will it take; how long does it take; how much is the *; how much do i owe; how many do you *; what is the *
what is the problem; what is the price; what is wrong with *; what time is *; what happens if i *; what do i need to do; what kind of *
which one do you *; who do i *; my * is not working; my * is broken; my name is *; my number is *; my account is *; my address is *; my payment was *
my order has not *; my husband called you *; my card does not work; my phone does not work; my internet is *; the * is not working; the * is down
the * is very slow; the * is too *; the * does not work; the * will be *; the * will call you; the * will visit you *; the * number is *
the * is on the *; the line is busy; the line is bad; the address is *; the amount is *; the price is *; the payment is *; the delivery is *; it is *
it is not *; it is not my fault; it is the * one; it is in the *; it has been * days; it will take * days; it does not matter; it was delivered to *
please call me *; please call back *; please send me *; please send the *; please tell me *; please give me *; please cancel my *; please cancel the *
please cancel it; please check my *; please check the *; please help me; please read the *; please pay the *; please rate *; please confirm your *
please listen to *; please leave a message; please enter your *; please say *; cancel my *; cancel the *; change my *; pay my *; press one for *
if you have any *; if you want to *; for your account; for the first time; on the *; at the end of the month; at any time; by the end of the *
in the next * days; within * days; within the week; until the end of *; a * will call you; a * will be *; a new *; a free *; free of charge
a * for you; a lot of *; have a nice *; have a look at *; have you tried *; have you got *; all of the *; no problem; no thank you; no that is all
no i do not *; not at the moment; no one is *; yes please; yes that is right; yes i do; yes i have *; okay thank you; okay i will *; all right
sounds good; of course; right now; as soon as possible; last *; last week; last time i *; last month i *; stop *; try again *; go to the *
go ahead please; call me *; call you back; call my *; return the *; return it; share the *; contact the *; contact your *; transfer you to *
transfer me to *; speak to *; speak to a *; speak to the *; speak to your *; talk to your *; add a *; add my *; update my *; open a *; open an account
a ticket *; turn it off; turn it on again; switch it off; restart the *; download the *; check your *; check your email; sign the *; everything is *
everybody is *; somebody will call *; somebody told me *; nobody told me *; or you can *; or we can *; or we will *; and we will *; and i will *
because i *; so i *; so you *; but i *
`;
